/** See `props.mjs`. */
export function renderProps(): Promise<string>
