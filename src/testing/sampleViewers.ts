/** Email address of the playground's viewer at Felt. The `+` needs URL escaping. */
export const FELT_VIEWER = 'ada+maps@example.com'
/** Customer id of the playground's viewer at Explo. */
export const EXPLO_VIEWER = 'customer-7'
/** The account of a host's server at the emulated Superset. */
export const SUPERSET_USERNAME = 'embedder'
/** Who the playground's viewer is at Superset. */
export const SUPERSET_VIEWER = 'ada'
/** The locked parameters of the playground's viewer at Metabase. */
export const METABASE_PARAMS: Readonly<Record<string, string>> = { customer: 'customer-7' }
