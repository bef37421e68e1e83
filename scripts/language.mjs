/** `npm run language`: measures README, CONTRIBUTING, docs, comments, messages and test titles against the style rules. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readComments, readMarkdown, readMessages, readTitles } from './prose.mjs'
import { root } from './run.mjs'

/** @typedef {import('./prose.d.mts').Passage} Passage */

/** Words that stand for a noun in a subordinate clause. */
const RELATIVES = /^(?:what|whatever|who|whoever|whom|whose|that|which|whichever)$/i

/** Words that stand for a noun anywhere else. "You" and "we" are not counted: the reader knows them. */
const PRONOUNS =
  /^(?:it|its|itself|they|them|their|theirs|themselves|this|these|those|one|ones|none|other|others|another|nobody|somebody|anybody|everybody|nothing|something|anything|everything)$/i

/** Words at the start of a sentence that hide its subject. A question may start with them, and a cell with a number. */
const OPENINGS = /^(?:[Ww]hat|[Ww]hatever|[Ww]ho|[Ww]hoever|One|[Nn]obody|None|[Aa]ll that)\b(?!.*\?$)/

/** Words at the start of a title that make it a fragment of another sentence. */
const TITLE_OPENINGS =
  /^(?:a?nd|but|or|nor|of|in|on|at|by|for|from|to|with|without|within|after|before|while|where|when|if|as|until|since|though|although|because|it|its|they|their|this|these|that|those)\b/i

/** Words of the style rules with a plain replacement. */
export const BANNED = {
  'on show': 'visible',
  anew: 'again, from scratch',
  'all the same': 'anyway, still',
  nought: 'zero',
  mute: 'unresponsive',
  stillborn: 'creation failed',
  'born|births?': 'created, creation',
  'whoever|whosoever': 'name the noun',
  lest: 'so that … not',
  oftener: 'more often',
  'for ever': 'forever, indefinitely',
  'off line': 'offline',
  'e-mails?': 'email',
  'time-?outs?(?<=-outs?)': 'timeout',
  'set-ups?': 'setup',
  'makes? no sense': 'invalid',
  dead: 'expired',
  told: 'notified, sent',
  heard: 'received',
  'at work': 'active',
  'by itself': 'automatically, on its own',
  'vendors?': 'provider',
  'renewals?|renew(?:s|ed|ing)?': 'refresh',
  'hand-?overs?': 'swap',
  'remedy|remedies': 'fix',
  '(?:behaviou|colou|favou|neighbou)r\\w*': 'American spelling',
  '\\w+(?:ialis|ognis|ormalis|rganis|inimis|ptimis|ummaris)(?:e|es|ed|ing|ation)': 'American spelling',
}

const BANNED_WORDS = new RegExp(`(?<![\\w-])(?:${Object.keys(BANNED).join('|')})(?![\\w-])`, 'gi')

/** Upper limits per 1,000 words. */
export const LIMITS = { relatives: 22, pronouns: 36 }

/** Each kind of text: where its files are, and how one is read. */
const KINDS = {
  README: {
    files: () => ['README.md'],
    read: (/** @type {string} */ file, /** @type {string} */ text) => readMarkdown(file, text, 'README'),
  },
  CONTRIBUTING: {
    files: () => ['CONTRIBUTING.md'],
    read: (/** @type {string} */ file, /** @type {string} */ text) => readMarkdown(file, text, 'CONTRIBUTING'),
  },
  docs: {
    files: () => findFiles('docs', /\.md$/),
    read: (/** @type {string} */ file, /** @type {string} */ text) => readMarkdown(file, text, 'docs'),
  },
  comments: { files: () => findFiles('src', /\.tsx?$/), read: readComments },
  messages: { files: () => findFiles('src', /\.tsx?$/), read: readMessages },
  titles: { files: () => [...findFiles('test', /\.tsx?$/), ...findFiles('stories', /\.tsx?$/)], read: readTitles },
}

/** Name of each kind of text that is measured. */
export const kinds = Object.keys(KINDS)

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/**
 * Reads every passage of one kind.
 *
 * @param {string} kind
 * @returns {Passage[]}
 */
export function readKind(kind) {
  const { files, read } = KINDS[kind]
  return files().flatMap((file) => read(file, readFileSync(join(root, file), 'utf8')))
}

/**
 * Counts words, and relative words and pronouns per 1,000 words.
 *
 * @param {readonly Passage[]} passages
 */
export function measureLanguage(passages) {
  const words = passages.flatMap(({ text }) => text.match(/[A-Za-z\u25a1][\w\u25a1'’-]*/g) ?? [])
  const perThousand = (/** @type {RegExp} */ pattern) =>
    words.length === 0 ? 0 : (words.filter((word) => pattern.test(word)).length * 1_000) / words.length
  return { words: words.length, relatives: perThousand(RELATIVES), pronouns: perThousand(PRONOUNS) }
}

/**
 * Finds banned words and openings, as `file:line: fault` with the sentence.
 *
 * @param {readonly Passage[]} passages
 * @returns {string[]}
 */
export function findLanguageFaults(passages) {
  return passages.flatMap(({ kind, file, line, text }) =>
    splitSentences(text).flatMap(({ sentence, offset }) => {
      const place = `${file}:${line + text.slice(0, offset).split('\n').length - 1}`
      const short = sentence.length > 100 ? `${sentence.slice(0, 100)}…` : sentence
      const found = [...sentence.matchAll(BANNED_WORDS)].map(([word]) => `"${word}"`)
      const [opening] = OPENINGS.exec(sentence) ?? (kind === 'titles' ? TITLE_OPENINGS.exec(sentence) : null) ?? []
      if (opening) found.push(`starts with "${opening}"`)
      return found.map((fault) => `${place}: ${fault}: ${short}`)
    }),
  )
}

/** Splits at the end of sentences and of table cells. @param {string} text */
function splitSentences(text) {
  // A line break within a sentence is a space; to the segmenter it would be the end of a paragraph.
  const prepared = text.replaceAll('\n', ' ').replaceAll('|', '\n')
  return [...segmenter.segment(prepared)].map(({ segment, index }) => ({
    sentence: segment.trim(),
    offset: index + segment.length - segment.trimStart().length,
  }))
}

/** @param {string} folder @param {RegExp} name @returns {string[]} paths from the repository's root, sorted */
function findFiles(folder, name) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return /^(?:node_modules|\.|dist$)/.test(entry.name) ? [] : findFiles(path, name)
      return name.test(entry.name) ? [path] : []
    })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = kinds.map((kind) => ({ kind, passages: readKind(kind) }))
  const faults = rows.flatMap(({ passages }) => findLanguageFaults(passages))
  console.log(faults.join('\n'))
  console.log(
    `\nkind           words  relative words  pronouns  (per 1,000 words; limits ${LIMITS.relatives} and ${LIMITS.pronouns})`,
  )
  for (const { kind, passages } of rows) {
    const { words, relatives, pronouns } = measureLanguage(passages)
    console.log(
      `${kind.padEnd(12)} ${String(words).padStart(7)} ${relatives.toFixed(1).padStart(15)} ${pronouns.toFixed(1).padStart(9)}`,
    )
  }
  console.log(`\n${faults.length} banned words and openings`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
