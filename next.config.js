// `npm start` hands the checked setting on, to the build and to web.
const basePath = process.env.SIGHTLINE_BASE_PATH ?? '';
const name = basePath.replaceAll('/', '+');

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  basePath,
  // The path is written into the pages, so each has a build of its own: two installations may share a checkout.
  distDir: basePath === '' ? '.next' : `dist/pages${name}`,
  compiler: { define: { SIGHTLINE_BUILT_BASE_PATH: basePath } },
  typescript: {
    // `npm run check` looks at all types, tests included; a start should not fail or wait for that.
    ignoreBuildErrors: true,
    // Next adds its folder to this file: for other folders than its usual one to a copy.
    tsconfigPath: basePath === '' ? 'tsconfig.json' : `dist/tsconfig${name}.json`,
  },
  serverExternalPackages: ['pg', '@prisma/client', '@prisma/adapter-pg', 'sharp', 'graphile-worker', 'dicom-parser'],
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
};
export default config;
