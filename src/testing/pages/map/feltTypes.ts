import type { createMessageHandler } from '@feltmaps/js-sdk/handler'

/** Everything that Felt's own message handler can be given. It demands all of it, as the real page has all of it. */
export type FeltHandlers = Parameters<typeof createMessageHandler>[1]
/** The methods among them. */
export type FeltMethods = FeltHandlers['methods']
/** The listeners among them. */
export type FeltListeners = FeltHandlers['listeners']
/** A layer on the wire. */
export type FeltLayer = NonNullable<Awaited<ReturnType<FeltMethods['getLayer']>>>
/** A layer group on the wire. */
export type FeltGroup = NonNullable<Awaited<ReturnType<FeltMethods['getLayerGroup']>>>
/** A class of a layer, as a row of the legend, on the wire. */
export type FeltLegendItem = NonNullable<Awaited<ReturnType<FeltMethods['getLegendItems']>>[number]>
/** A group of elements on the wire. */
export type FeltElementGroup = NonNullable<Awaited<ReturnType<FeltMethods['getElementGroups']>>[number]>
/** A filter on the wire; null lets everything through. */
export type FeltFilters = Parameters<FeltMethods['setLayerFilters']>[0]['filters']
/** A boundary on the wire; null lets everything through. */
export type FeltBoundary = Parameters<FeltMethods['setLayerBoundary']>[0]['boundary']
/** A tool for drawing; null is none. */
export type FeltTool = Awaited<ReturnType<FeltMethods['getTool']>>
/** What `selectFeature` takes. */
export type FeltFeatureSelection = Parameters<FeltMethods['selectFeature']>[0]
