/** Who draws: a graphics card, the processor in its place, which takes long for 3D, or nobody. */
export type Graphics = 'hardware' | 'software' | 'none';

let known: Graphics | undefined;

/** What WebGL 2 draws with here. */
export function graphics(): Graphics {
  return (known ??= find());
}

function find(): Graphics {
  const context = document.createElement('canvas').getContext('webgl2');
  if (context === null) return 'none';
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = names && context.getParameter(names.UNMASKED_RENDERER_WEBGL);
  context.getExtension('WEBGL_lose_context')?.loseContext();
  const slow = typeof renderer === 'string' && /swiftshader|llvmpipe|software|basic render/i.test(renderer);
  return slow ? 'software' : 'hardware';
}
