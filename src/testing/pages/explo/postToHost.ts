/** Posts an event in Explo's envelope, to any origin: no event contains a secret. */
export function postToHost(event: string, detail: unknown = {}): void {
  if (parent !== window) parent.postMessage({ event, detail }, '*')
}
