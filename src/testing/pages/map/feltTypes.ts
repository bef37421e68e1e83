import type { createMessageHandler } from '@feltmaps/js-sdk/handler'

/** Handlers required by Felt's own message handler, which needs all of them, as on the real page. */
export type FeltHandlers = Parameters<typeof createMessageHandler>[1]
/** Methods among the handlers. */
export type FeltMethods = FeltHandlers['methods']
/** Listeners among the handlers. */
export type FeltListeners = FeltHandlers['listeners']
/** A layer in messages. */
export type FeltLayer = NonNullable<Awaited<ReturnType<FeltMethods['getLayer']>>>
/** A layer group in messages. */
export type FeltGroup = NonNullable<Awaited<ReturnType<FeltMethods['getLayerGroup']>>>
/** A class of a layer, a row of the legend, in messages. */
export type FeltLegendItem = NonNullable<Awaited<ReturnType<FeltMethods['getLegendItems']>>[number]>
/** A group of elements in messages. */
export type FeltElementGroup = NonNullable<Awaited<ReturnType<FeltMethods['getElementGroups']>>[number]>
/** A filter in messages; null for no filter. */
export type FeltFilters = Parameters<FeltMethods['setLayerFilters']>[0]['filters']
/** A boundary in messages; null for no boundary. */
export type FeltBoundary = Parameters<FeltMethods['setLayerBoundary']>[0]['boundary']
/** A drawing tool; null for no tool. */
export type FeltTool = Awaited<ReturnType<FeltMethods['getTool']>>
/** Argument of `selectFeature`. */
export type FeltFeatureSelection = Parameters<FeltMethods['selectFeature']>[0]
