import { chromium as playwright, type Browser } from 'playwright-core';
import { chromium } from './chromium';

/** Nothing that phones home; WebGL by software, so that volumes draw on machines without a graphics card. */
const flags = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // The software that draws images would put whole pages together, too, at twice the cost.
  '--disable-gpu-compositing',
];

/** Starts a headless Chromium: the machine's, or the packaged one. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, env } = await chromium();
  const root = process.getuid?.() === 0;
  return playwright.launch({
    executablePath: executable,
    headless: true,
    args: root ? ['--no-sandbox', ...flags] : flags,
    env: { ...definedEnvironment(), ...env },
  });
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
