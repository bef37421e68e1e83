/** `npm run docs`: writes `docs/props.md`, every prop and option with its type, from the TSDoc of the sources. */
import { writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'
import { root } from './run.mjs'

const target = resolve(root, 'docs/props.md')

/** Each heading, what is said under it, and the type that it shows. */
const sections = {
  'src/index.ts': [
    ['FeltEmbed', 'Beside these it takes the props of [every embed](#every-embed).', 'FeltProps'],
    ['FeltUiControls', '', 'FeltUiControls'],
    ['FeltViewport', '', 'FeltViewport'],
    ['ExploEmbed', 'Beside these it takes the props of [every embed](#every-embed).', 'ExploProps'],
    [
      'Every embed',
      'And `ref`, which holds an [`EmbedHandle`](#embedhandle), and `data-*` and `aria-*`, which go to the box around the frames. Give exactly one of `fetchToken` and `tokenEndpoint`.',
      'EmbedProps',
    ],
    ['EmbedLabels', '', 'EmbedLabels'],
    ['RenderErrorProps', 'What `renderError` is given.', 'RenderErrorProps'],
    ['EmbedHandle', 'What `ref` holds: one object for the component’s whole life.', 'EmbedHandle'],
    [
      'ExploController',
      'What `onReady` and `ref` give for Explo. For Felt it is the `FeltController` of Felt’s own SDK.',
      'ExploController',
    ],
    ['TokenRequest', 'What `fetchToken` is given.', 'TokenRequest'],
    ['InitialToken', '', 'InitialToken'],
    [
      'UseEmbedTokenResult',
      'What `useEmbedToken` returns. It takes the adapter, and of the props those that have to do with tokens.',
      'UseEmbedTokenResult',
    ],
    ['EmbedError', '[Errors](errors.md) explains each code.', 'EmbedError'],
  ],
  'src/superset.ts': [
    [
      'SupersetEmbed',
      'Of `react-private-embed/superset`. Beside these it takes the props of [every embed](#every-embed).',
      'SupersetProps',
    ],
    ['SupersetUiConfig', '', 'SupersetUiConfig'],
    ['SupersetController', 'The controller that `onReady` and `ref` give for Superset.', 'SupersetController'],
  ],
  'src/metabase.ts': [
    [
      'MetabaseEmbed',
      'Of `react-private-embed/metabase`. Beside these it takes the props of [every embed](#every-embed).',
      'MetabaseProps',
    ],
    ['MetabaseAppearance', '', 'MetabaseAppearance'],
    ['MetabaseController', 'The controller that `onReady` and `ref` give for Metabase.', 'MetabaseController'],
  ],
  'src/server.ts': [
    ['TokenHandlerOptions', 'What `createTokenHandler` takes.', 'TokenHandlerOptions'],
    ['ProviderAccount', '', 'ProviderAccount'],
    ['SupersetAccount', '', 'SupersetAccount'],
    ['MetabaseAccount', '', 'MetabaseAccount'],
    ['TokenHandlerEvent', 'What `onResponse` receives.', 'TokenHandlerEvent'],
    ['TokenCache', '', 'TokenCache'],
    ['ViewerAccess', 'What `authorize` returns, unless it refuses: what one viewer may see.', 'ViewerAccess'],
    ['ExploPermissions', '', 'ExploPermissions'],
    ['MintFeltTokenOptions', 'What `mintFeltToken` takes.', 'MintFeltTokenOptions'],
    ['MintExploTokenOptions', 'What `mintExploToken` takes.', 'MintExploTokenOptions'],
    ['SupersetPermissions', '', 'SupersetPermissions'],
    ['SupersetRlsRule', '', 'SupersetRlsRule'],
    ['SupersetUser', '', 'SupersetUser'],
    ['MetabasePermissions', '', 'MetabasePermissions'],
    ['MintSupersetTokenOptions', 'The options of `mintSupersetToken`.', 'MintSupersetTokenOptions'],
    ['MintMetabaseTokenOptions', 'The options of `mintMetabaseToken`.', 'MintMetabaseTokenOptions'],
    ['MintedToken', 'What each mint function returns.', 'MintedToken'],
  ],
}

const intro = `<!-- Written by \`npm run docs\` from the sources. Do not edit. -->

# Props and options

A \`?\` marks what may be left out.
`

/**
 * The text of `docs/props.md`.
 *
 * @returns {Promise<string>}
 * @throws where a prop has no TSDoc
 */
export async function renderProps() {
  const { config } = ts.readConfigFile(resolve(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root, { noEmit: true })
  const program = ts.createProgram(
    Object.keys(sections).map((file) => resolve(root, file)),
    options,
  )
  const checker = program.getTypeChecker()
  const names = Object.values(sections).flatMap((list) => list.map(([title]) => title))
  let text = intro
  for (const [file, list] of Object.entries(sections)) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(resolve(root, file)))
    const exported = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol]))
    if (file === 'src/server.ts') text += '\n## On the server\n\nThe options of `react-private-embed/server`.\n'
    for (const [title, lead, name] of list) {
      const symbol = exported.get(name)
      if (!symbol) throw new Error(`${file} exports no ${name}`)
      text += `\n## ${title}\n\n${lead}\n\n${table(checker, checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(symbol)), names)}`
    }
  }
  return format(text, { ...(await resolveConfig(target)), parser: 'markdown' })
}

/** @param {ts.TypeChecker} checker @param {ts.Type} type @param {string[]} names that have a heading */
function table(checker, type, names) {
  const rows = checker
    .getPropertiesOfType(type)
    .map((symbol) => ({ symbol, own: (symbol.declarations ?? []).filter(isOurs) }))
    .filter(({ own }) => own.length > 0)
    .map(({ symbol, own }) => row(checker, symbol, own, names))
  return `| name | type | what |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

/** @param {ts.Declaration} declaration */
function isOurs(declaration) {
  const path = relative(resolve(root, 'src'), declaration.getSourceFile().fileName)
  return !path.startsWith('..')
}

/** @param {ts.TypeChecker} checker @param {ts.Symbol} symbol @param {ts.Declaration[]} own @param {string[]} names */
function row(checker, symbol, own, names) {
  // Of props that exclude each other, the one that is not \`never\` says what it is.
  const declaration = own.find((each) => typeText(each) !== 'never') ?? own[0]
  const doc = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s*\n\s*/g, ' ')
  if (!doc) throw new Error(`${symbol.name} in ${declaration.getSourceFile().fileName} has no TSDoc`)
  const throws = ts.getJSDocTags(declaration).find((tag) => tag.tagName.text === 'throws')
  const thrown = throws && `Throws ${ts.getTextOfJSDocComment(throws.comment)?.replace(/\s*\n\s*/g, ' ')}.`
  const isOptional = (symbol.flags & ts.SymbolFlags.Optional) !== 0
  const type = typeText(declaration)
  const shown = names.includes(type) ? `[\`${type}\`](#${type.toLowerCase()})` : `\`${escape(type)}\``
  return `| \`${symbol.name}${isOptional ? '?' : ''}\` | ${shown} | ${escape([doc, thrown].filter(Boolean).join(' '))} |`
}

/** @param {ts.Declaration} declaration */
function typeText(declaration) {
  const text = (/** @type {ts.Node | undefined} */ node) => node?.getText().replace(/\s+/g, ' ') ?? ''
  if (ts.isMethodSignature(declaration) || ts.isMethodDeclaration(declaration)) {
    return `(${declaration.parameters.map(text).join(', ')}) => ${text(declaration.type)}`
  }
  const type = text(declaration.type ?? declaration.initializer)
  return declaration.questionToken ? type.replace(/ \| undefined$/, '').replace(/^\((.*)\)$/, '$1') : type
}

/** A bar would end the cell. @param {string} text */
function escape(text) {
  return text.replaceAll('|', '\\|').replace(/\{@link (\w+)\}/g, '`$1`')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(target, await renderProps())
  console.log(`Wrote ${relative(root, target)}.`)
}
