/** Reads a request's JSON and leaves its body to whoever comes next; undefined where it is none. */
export async function readBody(request: Request): Promise<unknown> {
  try {
    return await request.clone().json()
  } catch {
    return undefined
  }
}
