import { type ComponentProps, type ComponentType, lazy, memo } from 'react'
import {
  ExploEmbed,
  type ExploEmbedProps,
  felt,
  FeltEmbed,
  type FeltEmbedProps,
  prefetchEmbedToken,
  useEmbedToken,
} from '../../src/index.ts'

/** Compiled, never run: the ways in which companies wrap a component. */

export function CityMap(props: Omit<FeltEmbedProps, 'mapId'>) {
  return <FeltEmbed mapId="m" {...props} />
}

interface TrackedMapProps extends FeltEmbedProps {
  onTrack: (mapId: string) => void
}
export function TrackedMap({ onTrack, ...props }: TrackedMapProps) {
  return <FeltEmbed {...props} onReady={() => onTrack(props.mapId)} />
}

const DEFAULTS: Partial<FeltEmbedProps> = { loading: 'lazy', tokenEndpoint: '/t' }
export function MapWithDefaults(props: FeltEmbedProps) {
  return <FeltEmbed {...DEFAULTS} {...props} />
}

type CompanyMapProps = Omit<FeltEmbedProps, 'fetchToken' | 'tokenEndpoint'>
export function CompanyMap(props: CompanyMapProps) {
  return <FeltEmbed {...props} tokenEndpoint={{ url: '/t', headers: { 'x-tenant': 'acme' } }} />
}
export function MapWithoutSource(props: CompanyMapProps) {
  // @ts-expect-error tokens must come from somewhere
  return <FeltEmbed {...props} />
}

type PickedProps = Pick<ExploEmbedProps, 'embedId' | 'fetchToken' | 'className'> & { region: string }
export function Sales({ region, ...props }: PickedProps) {
  return <ExploEmbed {...props} variables={{ region }} />
}

export function AnyMap(props: ComponentProps<typeof FeltEmbed>) {
  return <FeltEmbed {...props} />
}

export const MemoMap = memo(FeltEmbed)
export const LazyMap = lazy(async () => ({ default: FeltEmbed }))
export const PlainMap: ComponentType<FeltEmbedProps> = FeltEmbed

/** A hook and a loader that are given what the wrapper was given. */
export function useOwnMap(props: FeltEmbedProps): string | undefined {
  void prefetchEmbedToken(undefined, felt, props)
  return useEmbedToken(felt, props).token
}

export function wrapped() {
  return (
    <>
      <CityMap tokenEndpoint="/t" data-testid="map" aria-label="City" />
      <TrackedMap mapId="m" onTrack={() => {}} fetchToken={({ resource }) => resource.mapId} />
      <MapWithDefaults mapId="m" />
      <CompanyMap mapId="m" />
      <Sales embedId="e" region="north" fetchToken={({ resource }) => resource.kind} />
      <AnyMap mapId="m" tokenEndpoint="/t" />
      <MemoMap mapId="m" tokenEndpoint="/t" />
      <LazyMap mapId="m" tokenEndpoint="/t" />
      <PlainMap mapId="m" tokenEndpoint="/t" />
      {/* @ts-expect-error a wrapper keeps the types of its props */}
      <CityMap tokenEndpoint={5} />
      {/* @ts-expect-error and has no others */}
      <CityMap tokenEndpoint="/t" token="t" />
    </>
  )
}
