/** What a host page of the tests imports: named, as one that is found while it runs is bundled anew, in two copies. */
export const HOST_DEPENDENCIES = [
  'react',
  'react-dom',
  'react-dom/client',
  'react/jsx-dev-runtime',
  'react/jsx-runtime',
  '@tanstack/react-query',
  '@feltmaps/js-sdk',
]
