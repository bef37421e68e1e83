import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'
import * as client from '../../src/index.ts'
import * as metabase from '../../src/metabase.ts'
import * as server from '../../src/server.ts'
import * as superset from '../../src/superset.ts'
import * as testing from '../../src/testing.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const fileOf = (entry: string): string => `${root}src/${entry}.ts`

/** The names of all types that each entry exports, classes among them. They are gone by the time that a test runs. */
const typesOf = readTypes(['index', 'metabase', 'server', 'superset', 'testing'])

function readTypes(entries: string[]): ReadonlyMap<string, string[]> {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(entries.map(fileOf), options)
  const checker = program.getTypeChecker()
  const isType = (symbol: ts.Symbol): boolean => {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
    return ((isAlias ? checker.getAliasedSymbol(symbol) : symbol).flags & ts.SymbolFlags.Type) !== 0
  }
  return new Map(
    entries.map((entry) => {
      const file = program.getSourceFile(fileOf(entry))
      const module = file && checker.getSymbolAtLocation(file)
      const exported = module ? checker.getExportsOfModule(module) : []
      return [
        entry,
        exported
          .filter(isType)
          .map(({ name }) => name)
          .sort(),
      ]
    }),
  )
}

/** A change here is a change to the public API: a new minor version, or a new major one where a name goes. */
test('the client entry exports exactly these values', () => {
  expect(Object.keys(client).sort()).toEqual([
    'EmbedError',
    'ExploEmbed',
    'FeltEmbed',
    'clearEmbedTokens',
    'createEmbed',
    'defineAdapter',
    'explo',
    'felt',
    'isEmbedError',
    'parseTokenResponse',
    'prefetchEmbedToken',
    'useEmbedToken',
  ])
})

test('the client entry exports exactly these types', () => {
  expect(typesOf.get('index')).toEqual([
    'Basemap',
    'Element',
    'ElementGroup',
    'EmbedAdapter',
    'EmbedComponent',
    'EmbedError',
    'EmbedErrorCode',
    'EmbedHandle',
    'EmbedLabels',
    'EmbedProps',
    'EmbedState',
    'EmbedToken',
    'EntityNode',
    'ExploController',
    'ExploEmbedProps',
    'ExploEvent',
    'ExploProps',
    'ExploResource',
    'ExploVariables',
    'ExtraParams',
    'FeltController',
    'FeltEmbedProps',
    'FeltProps',
    'FeltResource',
    'FeltUiControls',
    'FeltViewport',
    'FrameChannel',
    'FrameHost',
    'GeoJsonFeature',
    'GeoJsonGeometry',
    'GetLayerCategoriesGroup',
    'GetLayerHistogramBin',
    'IframeProps',
    'InitialToken',
    'Layer',
    'LayerBoundaries',
    'LayerFeature',
    'LayerFilters',
    'LayerGroup',
    'LayerSchema',
    'LegendItem',
    'LifetimePolicy',
    'MapDetails',
    'ParsedToken',
    'RefreshReason',
    'RefreshStrategy',
    'RenderErrorProps',
    'Resource',
    'TokenAdapter',
    'TokenEndpoint',
    'TokenFetcher',
    'TokenProps',
    'TokenRejection',
    'TokenRequest',
    'TokenResponse',
    'TokenSource',
    'ToolType',
    'UIActionTriggerCreate',
    'UIFeatureAction',
    'UIPanel',
    'UseEmbedTokenResult',
    'ViewportConstraints',
    'ViewportState',
  ])
})

test('the Superset entry exports exactly these values', () => {
  expect(Object.keys(superset).sort()).toEqual(['SupersetEmbed', 'superset'])
})

test('the Superset entry exports exactly these types', () => {
  expect(typesOf.get('superset')).toEqual([
    'SupersetController',
    'SupersetDataMask',
    'SupersetEmbedProps',
    'SupersetProps',
    'SupersetResource',
    'SupersetUiConfig',
  ])
})

test('the Metabase entry exports exactly these values', () => {
  expect(Object.keys(metabase).sort()).toEqual(['MetabaseEmbed', 'metabase'])
})

test('the Metabase entry exports exactly these types', () => {
  expect(typesOf.get('metabase')).toEqual([
    'MetabaseAppearance',
    'MetabaseController',
    'MetabaseEmbedProps',
    'MetabaseParameters',
    'MetabaseProps',
    'MetabaseResource',
  ])
})

test('the server entry exports exactly these values', () => {
  expect(Object.keys(server).sort()).toEqual([
    'EmbedError',
    'createTokenHandler',
    'isEmbedError',
    'mintExploToken',
    'mintFeltToken',
    'mintMetabaseToken',
    'mintSupersetToken',
  ])
})

test('the server entry exports exactly these types', () => {
  expect(typesOf.get('server')).toEqual([
    'AllowedIds',
    'EmbedError',
    'EmbedErrorCode',
    'ExploFeature',
    'ExploPermissions',
    'MetabaseAccount',
    'MetabaseParam',
    'MetabasePermissions',
    'MintExploTokenOptions',
    'MintFeltTokenOptions',
    'MintMetabaseTokenOptions',
    'MintRequestOptions',
    'MintSupersetTokenOptions',
    'MintedToken',
    'ProviderAccount',
    'RequestedEmbed',
    'SecretSource',
    'SupersetAccount',
    'SupersetPermissions',
    'SupersetRlsRule',
    'SupersetUser',
    'TokenCache',
    'TokenHandlerEvent',
    'TokenHandlerOptions',
    'ViewerAccess',
  ])
})

test('the testing entry exports exactly these values', () => {
  expect(Object.keys(testing).sort()).toEqual(['createEmulator', 'createTokenServer', 'emulatePages'])
})

test('the testing entry exports exactly these types', () => {
  expect(typesOf.get('testing')).toEqual([
    'EmbedSecret',
    'EmulatedPage',
    'EmulatedProvider',
    'Emulator',
    'EmulatorConfig',
    'EmulatorEvent',
    'EmulatorSummary',
    'EventLog',
    'ExploOptions',
    'FeltMethodStubs',
    'FeltOptions',
    'LoopbackServer',
    'MetabaseOptions',
    'MintFault',
    'OptionsByProvider',
    'PageEmulation',
    'PageLoadFault',
    'PageOptions',
    'PageRecord',
    'ProviderOptions',
    'SupersetOptions',
    'TokenServer',
  ])
})

test('every export is defined', () => {
  const all = [client, metabase, server, superset, testing].flatMap((entry) => Object.values(entry))
  expect(all.filter((value) => value === undefined || value === null)).toEqual([])
})
