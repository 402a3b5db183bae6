/** The colours of VS Code's themes that the views use. */
const themes = {
  dark: {
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    'editor-background': '#1f1f1f',
    'editorWidget-background': '#202020',
    'panel-border': '#2b2b2b',
    'button-background': '#0078d4',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#313131',
    'button-secondaryForeground': '#cccccc',
    'input-background': '#313131',
    'input-foreground': '#cccccc',
    'input-border': '#3c3c3c',
    'dropdown-background': '#313131',
    'dropdown-foreground': '#cccccc',
    'list-hoverBackground': '#2a2d2e',
    'textLink-foreground': '#4daafc',
    errorForeground: '#f85149',
    focusBorder: '#0078d4',
    'charts-blue': '#3794ff',
  },
  light: {
    foreground: '#3b3b3b',
    descriptionForeground: '#3b3b3b',
    'editor-background': '#ffffff',
    'editorWidget-background': '#f8f8f8',
    'panel-border': '#e5e5e5',
    'button-background': '#005fb8',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#e5e5e5',
    'button-secondaryForeground': '#3b3b3b',
    'input-background': '#ffffff',
    'input-foreground': '#3b3b3b',
    'input-border': '#cecece',
    'dropdown-background': '#ffffff',
    'dropdown-foreground': '#3b3b3b',
    'list-hoverBackground': '#f2f2f2',
    'textLink-foreground': '#005fb8',
    errorForeground: '#f85149',
    focusBorder: '#005fb8',
    'charts-blue': '#1a85ff',
  },
  contrast: {
    foreground: '#ffffff',
    descriptionForeground: '#ffffff',
    'editor-background': '#000000',
    'editorWidget-background': '#0c141f',
    contrastBorder: '#6fc3df',
    contrastActiveBorder: '#f38518',
    'button-background': '#000000',
    'button-foreground': '#ffffff',
    'input-background': '#000000',
    'input-foreground': '#ffffff',
    'input-border': '#6fc3df',
    'dropdown-background': '#000000',
    'dropdown-foreground': '#ffffff',
    'textLink-foreground': '#21a6ff',
    errorForeground: '#f48771',
    focusBorder: '#f38518',
    'charts-blue': '#3794ff',
  },
} as const;
export type ThemeName = keyof typeof themes;
export const themeNames = Object.keys(themes) as readonly ThemeName[];

const bodyClasses = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  contrast: 'vscode-high-contrast',
} as const;

/** As VS Code sets them: variables on the root, the kind on the body. */
export function themeOf(name: ThemeName): { readonly style: string; readonly bodyClass: string } {
  const variables = Object.entries(themes[name]).map(([variable, color]) => `--vscode-${variable}:${color}`);
  const font = ['--vscode-font-family:sans-serif', '--vscode-font-size:13px'];
  return { style: [...variables, ...font].join(';'), bodyClass: bodyClasses[name] };
}
