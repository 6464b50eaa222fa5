/** What stands in the place of a setting's name in a sentence. */
const NAME = '{name}'

/** A setting may not be so; where it is known by which name it was given, the sentence says it by that. */
export class Unfit extends Error {
  override name = 'Unfit'

  /** Where in the setting, from its outside in, such as `2/title`; undefined: nowhere in particular. */
  readonly at: string | undefined

  /**
   * @param sentence with `{name}` where the setting is to be named
   * @param at where in the setting
   */
  constructor(sentence: string, at?: string) {
    super(sentence)
    this.at = at
  }

  /** The same, of a setting that this is a part of. */
  within(part: number): Unfit {
    return new Unfit(this.message, this.at === undefined ? undefined : `${part}/${this.at}`)
  }

  /** The sentence, with a name such as `--title` or “This” in it. */
  saidOf(name: string): string {
    return this.message.replaceAll(NAME, name)
  }
}
