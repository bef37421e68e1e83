/** Email address of the playground's viewer at Felt. The `+` needs URL escaping. */
export const FELT_VIEWER = 'ada+maps@example.com'
/** Customer id of the playground's viewer at Explo. */
export const EXPLO_VIEWER = 'customer-7'
