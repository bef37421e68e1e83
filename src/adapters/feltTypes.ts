/**
 * Return types of the Felt SDK's controller. An app's function with the same return type could not name them otherwise:
 * with pnpm, the SDK is not a direct dependency of the app.
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
