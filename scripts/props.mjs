/**
 * `npm run docs`: writes `docs/api.md`, every export, prop and option with its type and default, from the TSDoc of the
 * sources.
 */
import { writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'
import { root } from './run.mjs'

const target = resolve(root, 'docs/api.md')

/**
 * One part of the page: a heading, its text, and the types or functions that it shows.
 *
 * @typedef {{ title: string, lead?: string, type?: string, shape?: 'options' | 'partial' | 'result' | 'union' }} Section
 * @typedef {{ title: string, file: string, lead?: string, functions?: string[], sections: Section[] }} Group
 */

/** Of these props exactly one is required, which their own types do not say. */
const TOKEN_SOURCES = new Set(['fetchToken', 'tokenEndpoint'])

const EMBED_LEAD = 'In addition to these, the component accepts the props of [every embed](#every-embed).'

/** @type {Group[]} */
const groups = [
  {
    title: 'Components',
    file: 'src/index.ts',
    sections: [
      { title: 'FeltEmbed', lead: EMBED_LEAD, type: 'FeltProps' },
      { title: 'ExploEmbed', lead: EMBED_LEAD, type: 'ExploProps' },
      {
        title: 'Every embed',
        lead: 'Exactly one of `fetchToken` and `tokenEndpoint` is required. `ref` receives an [`EmbedHandle`](#embedhandle). `data-*` and `aria-*` attributes go to the container element.',
        type: 'EmbedProps',
      },
      { title: 'FeltUiControls', type: 'FeltUiControls' },
      { title: 'FeltViewport', type: 'FeltViewport' },
      { title: 'EmbedLabels', type: 'EmbedLabels' },
      { title: 'TokenEndpoint', lead: 'The object form of `tokenEndpoint`.', type: 'TokenEndpoint' },
      { title: 'InitialToken', type: 'InitialToken' },
    ],
  },
  {
    title: 'Superset',
    file: 'src/superset.ts',
    lead: 'Exports of `react-private-embed/superset`. [Superset](superset.md) shows how to use them.',
    sections: [
      { title: 'SupersetEmbed', lead: EMBED_LEAD, type: 'SupersetProps' },
      { title: 'SupersetUiConfig', type: 'SupersetUiConfig' },
      {
        title: 'SupersetController',
        lead: 'The controller in `onReady` and `ref` of `SupersetEmbed`.',
        type: 'SupersetController',
        shape: 'result',
      },
    ],
  },
  {
    title: 'Metabase',
    file: 'src/metabase.ts',
    lead: 'Exports of `react-private-embed/metabase`. [Metabase](metabase.md) shows how to use them.',
    sections: [
      { title: 'MetabaseEmbed', lead: EMBED_LEAD, type: 'MetabaseProps' },
      { title: 'MetabaseAppearance', type: 'MetabaseAppearance' },
      {
        title: 'MetabaseController',
        lead: 'The controller in `onReady` and `ref` of `MetabaseEmbed`.',
        type: 'MetabaseController',
        shape: 'result',
      },
    ],
  },
  {
    title: 'Functions and hooks',
    file: 'src/index.ts',
    lead: 'Exports of `react-private-embed` in addition to the components.',
    functions: [
      'useEmbedToken',
      'prefetchEmbedToken',
      'clearEmbedTokens',
      'isEmbedError',
      'createEmbed',
      'defineAdapter',
      'parseTokenResponse',
    ],
    sections: [
      {
        title: 'UseEmbedTokenResult',
        lead: 'The return value of `useEmbedToken`.',
        type: 'UseEmbedTokenResult',
        shape: 'result',
      },
    ],
  },
  {
    title: 'Callbacks and the handle',
    file: 'src/index.ts',
    sections: [
      {
        title: 'EmbedState',
        lead: 'The state in `onStateChange`, `fallback` and `ref`. [States](states.md) explains each status.',
        type: 'EmbedState',
        shape: 'union',
      },
      { title: 'EmbedError', lead: '[Errors](errors.md) explains each code.', type: 'EmbedError', shape: 'result' },
      {
        title: 'RenderErrorProps',
        lead: 'The argument of `renderError`.',
        type: 'RenderErrorProps',
        shape: 'result',
      },
      {
        title: 'EmbedHandle',
        lead: 'The value of `ref`: one object for the lifetime of the embed.',
        type: 'EmbedHandle',
        shape: 'result',
      },
      {
        title: 'ExploController',
        lead: 'The controller in `onReady` and `ref` of `ExploEmbed`. `FeltEmbed` passes the `FeltController` of Felt’s own SDK.',
        type: 'ExploController',
        shape: 'result',
      },
      {
        title: 'TokenRequest',
        lead: 'The argument of `fetchToken`. [Fetching tokens](fetching-tokens.md) lists the return values.',
        type: 'TokenRequest',
        shape: 'result',
      },
    ],
  },
  {
    title: 'Server',
    file: 'src/server.ts',
    lead: 'Exports of `react-private-embed/server`.',
    functions: [
      'createTokenHandler',
      'mintFeltToken',
      'mintExploToken',
      'mintSupersetToken',
      'mintMetabaseToken',
      'isEmbedError',
    ],
    sections: [
      { title: 'TokenHandlerOptions', lead: 'The options of `createTokenHandler`.', type: 'TokenHandlerOptions' },
      { title: 'ProviderAccount', lead: 'An account of Felt or Explo.', type: 'ProviderAccount' },
      { title: 'SupersetAccount', type: 'SupersetAccount' },
      { title: 'MetabaseAccount', type: 'MetabaseAccount' },
      {
        title: 'ViewerAccess',
        lead: 'The return value of `authorize`, unless it refuses: everything that one viewer can open.',
        type: 'ViewerAccess',
      },
      { title: 'ExploPermissions', type: 'ExploPermissions' },
      { title: 'SupersetPermissions', type: 'SupersetPermissions' },
      { title: 'SupersetRlsRule', type: 'SupersetRlsRule' },
      { title: 'SupersetUser', type: 'SupersetUser' },
      { title: 'MetabasePermissions', type: 'MetabasePermissions' },
      { title: 'TokenHandlerEvent', lead: 'The argument of `onResponse`.', type: 'TokenHandlerEvent', shape: 'result' },
      { title: 'TokenCache', type: 'TokenCache' },
      { title: 'MintFeltTokenOptions', lead: 'The options of `mintFeltToken`.', type: 'MintFeltTokenOptions' },
      { title: 'MintExploTokenOptions', lead: 'The options of `mintExploToken`.', type: 'MintExploTokenOptions' },
      {
        title: 'MintSupersetTokenOptions',
        lead: 'The options of `mintSupersetToken`.',
        type: 'MintSupersetTokenOptions',
      },
      {
        title: 'MintMetabaseTokenOptions',
        lead: 'The options of `mintMetabaseToken`.',
        type: 'MintMetabaseTokenOptions',
      },
      { title: 'MintedToken', lead: 'The result of every mint function.', type: 'MintedToken', shape: 'result' },
    ],
  },
  {
    title: 'Testing',
    file: 'src/testing.ts',
    lead: 'Exports of `react-private-embed/testing`. [Test your app](testing.md) shows how to use them.',
    functions: ['emulatePages', 'createEmulator', 'createTokenServer'],
    sections: [
      { title: 'PageEmulation', lead: 'The return value of `emulatePages`.', type: 'PageEmulation', shape: 'result' },
      { title: 'PageOptions', lead: 'The options of `emulatePages`.', type: 'PageOptions', shape: 'partial' },
      { title: 'EmulatorConfig', lead: 'The options of `createEmulator`.', type: 'EmulatorConfig' },
      { title: 'Emulator', lead: 'The return value of `createEmulator`.', type: 'Emulator', shape: 'result' },
      { title: 'TokenServer', lead: 'The return value of `createTokenServer`.', type: 'TokenServer', shape: 'result' },
      { title: 'FeltOptions', lead: 'Options of one emulated map.', type: 'FeltOptions', shape: 'partial' },
      {
        title: 'ExploOptions',
        lead: 'Options of one emulated dashboard or report builder.',
        type: 'ExploOptions',
        shape: 'partial',
      },
      {
        title: 'SupersetOptions',
        lead: 'Options of one emulated Superset dashboard.',
        type: 'SupersetOptions',
        shape: 'partial',
      },
      {
        title: 'MetabaseOptions',
        lead: 'Options of one emulated Metabase dashboard or question.',
        type: 'MetabaseOptions',
        shape: 'partial',
      },
    ],
  },
]

const names = groups.flatMap(({ sections }) => sections.flatMap(({ title, type }) => [title, type]))

/** @param {string} name */
const anchorOf = (name) => `#${name.toLowerCase().replaceAll(' ', '-')}`

/**
 * The text of `docs/api.md`.
 *
 * @returns {Promise<string>}
 * @throws if an export, prop or option has no TSDoc
 */
export async function renderProps() {
  const { config } = ts.readConfigFile(resolve(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root, { noEmit: true })
  const files = [...new Set(groups.map(({ file }) => resolve(root, file)))]
  const program = ts.createProgram(files, options)
  const checker = program.getTypeChecker()
  const parts = ['<!-- Written by `npm run docs` from the sources. Do not edit. -->', '# API', renderContents()]
  for (const group of groups) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(resolve(root, group.file)))
    const exported = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol]))
    /** @param {string} name */
    const find = (name) => {
      const symbol = exported.get(name)
      if (!symbol) throw new Error(`${group.file} exports no ${name}`)
      return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    }
    parts.push(`## ${group.title}`, group.lead ?? '')
    if (group.functions) parts.push(renderFunctions(checker, group.functions.map(find)))
    for (const { title, lead = '', type = title, shape = 'options' } of group.sections) {
      const symbol = find(type)
      const table = shape === 'union' ? renderUnion(symbol) : renderTable(checker, symbol, shape)
      parts.push(`### ${title}`, lead, table)
    }
  }
  parts.push(
    '## Types',
    'Type aliases in the tables above.',
    renderAliases(checker, findAliases(program), parts.join()),
  )
  return format(parts.filter(Boolean).join('\n\n'), { ...(await resolveConfig(target)), parser: 'markdown' })
}

function renderContents() {
  const lines = groups.map(({ title, sections }) => {
    const links = sections.map((section) => `[${section.title}](${anchorOf(section.title)})`)
    return `- [**${title}**](${anchorOf(title)}): ${links.join(' · ')}`
  })
  return [...lines, '- [**Types**](#types)'].join('\n')
}

/** @param {ts.TypeChecker} checker @param {ts.Symbol[]} symbols */
function renderFunctions(checker, symbols) {
  const rows = symbols.map((symbol) => {
    const [declaration] = symbol.declarations ?? []
    if (!declaration) throw new Error(`${symbol.name} has no declaration`)
    return [code(symbol.name), code(escape(typeText(declaration))), escape(describe(checker, symbol, declaration))]
  })
  return renderRows(['name', 'signature', 'description'], rows)
}

/** Required properties come first. @param {ts.TypeChecker} checker @param {ts.Symbol} symbol @param {string} shape */
function renderTable(checker, symbol, shape) {
  const rows = checker
    .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
    .map((property) => ({ property, own: (property.declarations ?? []).filter(isOurs) }))
    .filter(({ own }) => own.length > 0)
    .map(({ property, own }) => readRow(checker, property, own))
  if (shape === 'result') {
    return renderRows(
      ['name', 'type', 'description'],
      rows.map(({ name, type, text }) => [code(name), type, text]),
    )
  }
  if (shape === 'partial') {
    return renderRows(
      ['name', 'type', 'default', 'description'],
      rows.map(({ name, type, text }) => [code(name), type, ...splitDefault(text)]),
    )
  }
  const order = ['yes', 'one of the two', 'no']
  const sorted = [...rows].sort((a, b) => order.indexOf(a.required) - order.indexOf(b.required))
  return renderRows(
    ['name', 'type', 'required', 'default', 'description'],
    sorted.map(({ name, type, required, text }) => [code(name), type, required, ...splitDefault(text)]),
  )
}

/** The members of a union, with the comment above each. @param {ts.Symbol} symbol */
function renderUnion(symbol) {
  const declaration = symbol.declarations?.find(ts.isTypeAliasDeclaration)
  if (!declaration || !ts.isUnionTypeNode(declaration.type)) throw new Error(`${symbol.name} is no union`)
  const source = declaration.getSourceFile().text
  const rows = declaration.type.types.map((member, index, members) => {
    // A comment is above the bar, which is before the member.
    const above = source.slice(members[index - 1]?.end ?? declaration.type.pos, member.getStart())
    const text = oneLine(/\/\*\*(.+?)\*\//s.exec(above)?.[1]?.replace(/^\s*\*/gm, '') ?? '')
    if (!text) throw new Error(`a member of ${symbol.name} has no TSDoc`)
    return [code(escape(oneLine(member.getText()))), escape(text)]
  })
  return renderRows(['type', 'description'], rows)
}

/**
 * The unions, functions and references of the sources without a section of their own, by name. A union with a comment
 * for each member is explained on a page of the guide.
 *
 * @param {ts.Program} program
 */
function findAliases(program) {
  const isReadable = (/** @type {ts.TypeNode} */ type) =>
    [ts.isUnionTypeNode, ts.isFunctionTypeNode, ts.isTypeReferenceNode].some((is) => is(type)) &&
    !type.getText().includes('/**')
  const statements = program.getSourceFiles().flatMap((file) => [...file.statements])
  const aliases = statements
    .filter(ts.isTypeAliasDeclaration)
    .filter((alias) => isOurs(alias) && isReadable(alias.type))
  return new Map(aliases.map((alias) => [alias.name.text, alias]).filter(([name]) => !names.includes(name)))
}

/**
 * The aliases that a text mentions, and those that these mention.
 *
 * @param {ts.TypeChecker} checker @param {Map<string, ts.TypeAliasDeclaration>} aliases @param {string} text
 */
function renderAliases(checker, aliases, text) {
  const found = new Set()
  const visit = (/** @type {string} */ part) => {
    for (const [name] of part.matchAll(/\b[A-Z]\w+/g)) {
      const alias = aliases.get(name)
      if (!alias || found.has(alias)) continue
      found.add(alias)
      visit(typeText(alias))
    }
  }
  for (const [, part] of text.matchAll(/`([^`]+)`/g)) visit(part)
  const rows = [...found]
    .sort((one, other) => (one.name.text < other.name.text ? -1 : 1))
    .map((alias) => {
      const symbol = checker.getSymbolAtLocation(alias.name)
      return [code(alias.name.text), code(escape(typeText(alias))), escape(describe(checker, symbol, alias))]
    })
  return renderRows(['name', 'type', 'description'], rows)
}

/** A table without the columns that have no content. @param {string[]} head @param {string[][]} rows */
function renderRows(head, rows) {
  const used = head.map((_, column) => rows.some((row) => row[column]))
  const line = (/** @type {string[]} */ cells) => `| ${cells.filter((_, column) => used[column]).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** @param {string} text */
function code(text) {
  return `\`${text}\``
}

/** @param {ts.Declaration} declaration */
function isOurs(declaration) {
  const path = relative(resolve(root, 'src'), declaration.getSourceFile().fileName)
  return !path.startsWith('..')
}

/** @param {ts.TypeChecker} checker @param {ts.Symbol} symbol @param {ts.Declaration[]} own */
function readRow(checker, symbol, own) {
  // Of props that exclude each other, the one that is not `never` has the type to show.
  const declaration = own.find((each) => typeText(each) !== 'never') ?? own[0]
  const type = typeText(declaration)
  const shown = names.includes(type) ? `[\`${type}\`](${anchorOf(type)})` : `\`${escape(type)}\``
  const isRequired = (symbol.flags & ts.SymbolFlags.Optional) === 0
  const required = TOKEN_SOURCES.has(symbol.name) ? 'one of the two' : isRequired ? 'yes' : 'no'
  return { name: symbol.name, type: shown, required, text: escape(describe(checker, symbol, declaration)) }
}

/** @param {ts.TypeChecker} checker @param {ts.Symbol} symbol @param {ts.Declaration} declaration */
function describe(checker, symbol, declaration) {
  const doc = oneLine(inlineList(ts.displayPartsToString(symbol.getDocumentationComment(checker))))
  if (!doc) throw new Error(`${symbol.name} in ${declaration.getSourceFile().fileName} has no TSDoc`)
  const throws = ts.getJSDocTags(declaration).find((tag) => tag.tagName.text === 'throws')
  const thrown = throws && `Throws ${oneLine(ts.getTextOfJSDocComment(throws.comment) ?? '')}.`
  return [doc, thrown].filter(Boolean).join(' ')
}

/**
 * Splits the default off a description: the sentence "Default `x`.", or the end "; 10 s by default." of a sentence.
 *
 * @param {string} text
 * @returns {[initial: string, rest: string]}
 */
function splitDefault(text) {
  const sentence = /(?<=^|\. )Defaults?(?: to|:| is)? ((?:`[^`]*`|\.(?! |$)|[^.`])+)(?:\. |\.?$)/
  const ending = /(?:^|[;,.] )((?:`[^`]*`|[^;,.:`])+) by default(?=[.:])/
  const [found, initial] = sentence.exec(text) ?? ending.exec(text) ?? []
  if (!found || !initial) return ['', text]
  const rest = text
    .replace(found, found.startsWith('. ') ? '' : ' ')
    .replace(/^\s*[.:]\s*|\s+(?=[.:] |[.:]$)/g, '')
    .trim()
  return [initial, rest.replace(/^[a-z]/, (letter) => letter.toUpperCase())]
}

/** @param {ts.Declaration} declaration */
function typeText(declaration) {
  const text = (/** @type {ts.Node | undefined} */ node) => oneLine(separateMembers(node?.getText() ?? ''))
  if (
    ts.isMethodSignature(declaration) ||
    ts.isMethodDeclaration(declaration) ||
    ts.isFunctionDeclaration(declaration)
  ) {
    return `(${declaration.parameters.map(text).join(', ')}) => ${text(declaration.type)}`
  }
  const type = text(declaration.type ?? declaration.initializer)
  return declaration.questionToken ? type.replace(/ \| undefined$/, '').replace(/^\((.*)\)$/, '$1') : type
}

/** Members of a type on lines of their own need no semicolon, but do on one line. @param {string} text */
function separateMembers(text) {
  return text.replace(/(?<=[^\s{;,(|&])\s*\n\s*(?=\w+\??:)/g, '; ')
}

/** A cell of a table has no list. @param {string} text */
function inlineList(text) {
  return text.replace(/([.:])\s*\n- /g, '$1 ').replace(/\s*\n- /g, '; ')
}

/** @param {string} text */
function oneLine(text) {
  return text.replace(/\s+/g, ' ').replace(/^\| /, '').trim()
}

/** A bar would end the cell. @param {string} text */
function escape(text) {
  return text.replaceAll('|', '\\|').replace(/\{@link ([\w.]+)\}/g, '`$1`')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(target, await renderProps())
  console.log(`Wrote ${relative(root, target)}.`)
}
