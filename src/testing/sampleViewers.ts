/** Email address of the playground's viewer at Felt. The `+` needs URL escaping. */
export const FELT_VIEWER = 'ada+maps@example.com'
/** Customer ID of the playground's viewer at Explo. */
export const EXPLO_VIEWER = 'customer-7'
/** User name of a host app's server at the emulated Superset. */
export const SUPERSET_USERNAME = 'embedder'
/** User name of the playground's viewer at Superset. */
export const SUPERSET_VIEWER = 'ada'
/** Locked parameters of the playground's viewer at Metabase. */
export const METABASE_PARAMS: Readonly<Record<string, string>> = { customer: 'customer-7' }
