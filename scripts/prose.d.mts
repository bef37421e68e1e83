/** A paragraph, heading, comment, message or test title. */
export interface Passage {
  /** `README`, `CONTRIBUTING`, `docs`, `comments`, `messages` or `titles`. */
  readonly kind: string
  /** Path from the root of the repository. */
  readonly file: string
  /** Line of the first character, from 1. */
  readonly line: number
  /** Text in which a placeholder stands for each piece of code. */
  readonly text: string
}

/** See `prose.mjs`. */
export function readMarkdown(file: string, text: string, kind: string): Passage[]
export function readComments(file: string, text: string): Passage[]
export function readMessages(file: string, text: string): Passage[]
export function readTitles(file: string, text: string): Passage[]
