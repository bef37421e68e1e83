/**
 * The types of Felt's SDK that its controller's methods return. An app whose own function returns what such a method
 * does cannot name them otherwise: with pnpm, the SDK is not among its packages.
 */
export type {
  Basemap,
  Element,
  ElementGroup,
  EntityNode,
  GeoJsonFeature,
  GeoJsonGeometry,
  GetLayerCategoriesGroup,
  GetLayerHistogramBin,
  Layer,
  LayerBoundaries,
  LayerFeature,
  LayerFilters,
  LayerGroup,
  LayerSchema,
  LegendItem,
  MapDetails,
  ToolType,
  UIActionTriggerCreate,
  UIFeatureAction,
  UIPanel,
  ViewportConstraints,
  ViewportState,
} from '@feltmaps/js-sdk'
