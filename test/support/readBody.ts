/** Reads a request's JSON and leaves its body to the next reader; undefined if it is not JSON. */
export async function readBody(request: Request): Promise<unknown> {
  try {
    return await request.clone().json()
  } catch {
    return undefined
  }
}
