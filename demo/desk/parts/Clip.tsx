import { Button } from '../../../src/panels/parts/Button.js'
import { Icon } from '../../../src/panels/parts/Icon.js'

/** The way to files. */
export const Clip = ({ name, onFiles }: { name: string; onFiles(files: File[]): void }) => (
  <>
    <Button
      class="ib"
      aria-label={name}
      onClick={({ currentTarget }) => (currentTarget.nextElementSibling as HTMLInputElement).click()}
    >
      <Icon name="clip" />
    </Button>
    <input
      type="file"
      multiple
      hidden
      onChange={({ currentTarget }) => {
        onFiles(Array.from(currentTarget.files!))
        // The same file may be chosen again.
        currentTarget.value = ''
      }}
    />
  </>
)
