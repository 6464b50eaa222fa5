/** The word stays, the state moves. */
export const Switch = (props: { label: string; on: boolean; onToggle(on: boolean): void }) => (
  <button
    type="button"
    class="sw"
    role="switch"
    aria-checked={props.on ? 'true' : 'false'}
    onClick={() => props.onToggle(!props.on)}
  >
    {props.label} <i />
  </button>
)
