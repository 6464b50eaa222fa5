/** What stands in the place of a setting's name in a sentence. */
const NAME = '{name}'

/** A setting may not be so; where it is known by which name it was given, the sentence says it by that. */
export class Unfit extends Error {
  override name = 'Unfit'

  /** @param sentence with `{name}` where the setting is to be named */
  constructor(sentence: string) {
    super(sentence)
  }

  /** The sentence, with a name such as `--title` or “This” in it. */
  saidOf(name: string): string {
    return this.message.replaceAll(NAME, name)
  }
}
