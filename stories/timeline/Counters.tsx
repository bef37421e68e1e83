import './counters.css'

/** A number with its label. */
export interface Counter {
  label: string
  value: string | number
  /** Whether the number is the expected one, where there is an expectation. */
  isGood?: boolean
}

/** A list of numbers. */
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
