/**
 * Imports of the tests' host pages. Listed, because Vite would bundle a dependency found at run time again, as a second
 * copy.
 */
export const HOST_DEPENDENCIES = [
  'react',
  'react-dom',
  'react-dom/client',
  'react/jsx-dev-runtime',
  'react/jsx-runtime',
  '@tanstack/react-query',
  '@feltmaps/js-sdk',
]
