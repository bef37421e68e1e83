/** `next build` checks no types here: this would take as long as the build. */
export default {
  typescript: { ignoreBuildErrors: true },
  ...(process.env.CACHE_COMPONENTS && { cacheComponents: true }),
}
