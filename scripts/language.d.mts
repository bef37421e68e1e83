import type { Passage } from './prose.d.mts'

/** See `language.mjs`. */
export const kinds: readonly string[]
export const LIMITS: { readonly relatives: number; readonly pronouns: number }
export function readKind(kind: string): Passage[]
export function measureLanguage(passages: readonly Passage[]): { words: number; relatives: number; pronouns: number }
export function findLanguageFaults(passages: readonly Passage[]): string[]
