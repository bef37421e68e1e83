import { fromMarkdown } from 'mdast-util-from-markdown'
import ts from 'typescript'

/** @typedef {import('./prose.d.mts').Passage} Passage */

/** Stands for inline code, a link to a symbol or a value in a template: one word without a meaning. */
const PLACEHOLDER = '\u25a1'

/** Functions whose first argument is the title of a test. */
const TITLED = new Set(['test', 'it', 'describe'])

/** Shortest text in `src` that counts as a message, in words: shorter strings are mostly keys and CSS. */
const MIN_MESSAGE_WORDS = 4

/** Nodes of Markdown that hold sentences. */
const BLOCKS = new Set(['heading', 'paragraph'])

/**
 * The paragraphs, headings and list items of a Markdown page, without code.
 *
 * @param {string} file
 * @param {string} text
 * @param {string} kind
 * @returns {Passage[]}
 */
export function readMarkdown(file, text, kind, firstLine = 1) {
  /** @type {Passage[]} */
  const passages = []
  const visit = (/** @type {import('mdast').Nodes} */ node) => {
    if (BLOCKS.has(node.type)) {
      const line = (node.position?.start.line ?? 1) + firstLine - 1
      passages.push({ kind, file, line, text: plainText(node) })
    } else if ('children' in node) {
      node.children.forEach(visit)
    }
  }
  visit(fromMarkdown(text))
  return passages
}

/** @param {import('mdast').Nodes} node @returns {string} */
function plainText(node) {
  if (node.type === 'text') return node.value
  if (node.type === 'break') return '\n'
  if ('children' in node) return node.children.map(plainText).join('')
  return PLACEHOLDER
}

/**
 * The comments of a TypeScript or JavaScript file. Neighboring `//` lines are one comment.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Passage[]}
 */
export function readComments(file, text) {
  const source = parse(file, text)
  return findComments(source).flatMap(({ start, body }) =>
    readMarkdown(file, body, 'comments', source.getLineAndCharacterOfPosition(start).line + 1),
  )
}

/** @param {ts.SourceFile} source */
function findComments(source) {
  const { text } = source
  /** @type {Map<number, ts.CommentRange>} */
  const ranges = new Map()
  const visit = (/** @type {ts.Node} */ node) => {
    // The text of JSX may hold what looks like a comment.
    if (!ts.isJsxText(node)) {
      const found = [
        ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
        ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
      ]
      for (const range of found) ranges.set(range.pos, range)
    }
    node.getChildren(source).forEach(visit)
  }
  visit(source)
  /** @type {{ start: number, end: number, body: string, isLine: boolean }[]} */
  const comments = []
  for (const { pos, end, kind } of [...ranges.values()].sort((a, b) => a.pos - b.pos)) {
    const isLine = kind === ts.SyntaxKind.SingleLineCommentTrivia
    const body = isLine ? text.slice(pos + 2, end).trim() : blockText(text.slice(pos, end))
    const previous = comments.at(-1)
    if (isLine && previous?.isLine && /^\n[\t ]*$/.test(text.slice(previous.end, pos))) {
      previous.body += `\n${body}`
      previous.end = end
    } else {
      comments.push({ start: pos, end, body, isLine })
    }
  }
  return comments
}

/** The text between the stars, as Markdown; each tag is an item of a list. @param {string} comment */
function blockText(comment) {
  return comment
    .slice(2, -2)
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, ''))
    .join('\n')
    .replace(/^\*\s*/, '')
    .replace(/^@(?:(?:param|template|typedef|property) (?:\{.*\} )?[\w.[\]]+|\w+(?: \{.*\})?)/gm, '-')
    .replace(/\{@\w+[^}]*\}/g, PLACEHOLDER)
}

/**
 * The texts of a file that are long enough to be a message to a developer or a viewer.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Passage[]}
 */
export function readMessages(file, text) {
  const source = parse(file, text)
  /** @type {Passage[]} */
  const messages = []
  const visit = (/** @type {ts.Node} */ node) => {
    const message = literalText(node)
    if (message === undefined) node.forEachChild(visit)
    else if (isMessage(message)) messages.push(passageAt(source, node, 'messages', message))
  }
  visit(source)
  return messages
}

/** @param {string} text */
function isMessage(text) {
  return !/[<{;]/.test(text) && (text.match(/[A-Za-z]{2,}(?= |[.,:]|$)/g) ?? []).length >= MIN_MESSAGE_WORDS
}

/**
 * The titles of the tests of a file, and of its stories.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Passage[]}
 */
export function readTitles(file, text) {
  const source = parse(file, text)
  /** @type {Passage[]} */
  const titles = []
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isCallExpression(node) && node.arguments[0] && isTitled(node.expression)) {
      const title = literalText(node.arguments[0])
      if (title !== undefined) titles.push(passageAt(source, node.arguments[0], 'titles', title))
    }
    // A scenario of the contract is a property under its title.
    if ((ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node)) && ts.isStringLiteral(node.name)) {
      if (/ .* /.test(node.name.text)) titles.push(passageAt(source, node.name, 'titles', node.name.text))
    }
    node.forEachChild(visit)
  }
  visit(source)
  return titles
}

/** Whether a call's first argument is a title: `test(…)`, `test.skip(…)`, `test.each(…)(…)`. @param {ts.Expression} callee @returns {boolean} */
function isTitled(callee) {
  if (ts.isIdentifier(callee)) return TITLED.has(callee.text)
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text !== 'each' && isTitled(callee.expression)
  return (
    (ts.isCallExpression(callee) || ts.isTaggedTemplateExpression(callee)) &&
    isEach(ts.isCallExpression(callee) ? callee.expression : callee.tag)
  )
}

/** @param {ts.Expression} node */
function isEach(node) {
  return (
    ts.isPropertyAccessExpression(node) && /^(each|skipIf|runIf)$/.test(node.name.text) && isTitled(node.expression)
  )
}

/** @param {ts.Node} node @returns {string | undefined} */
function literalText(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => PLACEHOLDER + literal.text).join('')
  }
  return undefined
}

/** @param {ts.SourceFile} source @param {ts.Node} node @param {string} kind @param {string} text @returns {Passage} */
function passageAt(source, node, kind, text) {
  const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
  return { kind, file: source.fileName, line, text: text.replace(/`[^`]*`/g, PLACEHOLDER) }
}

/** @param {string} file @param {string} text */
function parse(file, text) {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : undefined
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind)
}
