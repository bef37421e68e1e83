import './counters.css'

/** A number with its label. */
export interface Counter {
  label: string
  value: string | number
  /** Whether it is as it should be, where it should be something. */
  isGood?: boolean
}

/** Numbers in a list. */
export function Counters({ counters }: { counters: readonly Counter[] }) {
  return (
    <dl className="counters">
      {counters.map(({ label, value, isGood }) => (
        <div key={label} data-good={isGood}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
