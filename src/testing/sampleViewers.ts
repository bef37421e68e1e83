/** Who the playground's viewer is at Felt. The `+` is there to be escaped. */
export const FELT_VIEWER = 'ada+maps@example.com'
/** Who the playground's viewer is at Explo. */
export const EXPLO_VIEWER = 'customer-7'
