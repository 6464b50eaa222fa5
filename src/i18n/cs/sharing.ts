import type { SharingWords } from '../words.js'

export default {
  seenBy: '{name} vidí tuto stránku',
  shared: 'Vidíme tuto stránku',
  stop: 'Přestat',
  hidden: 'Tuto stránku nikdo nevidí',
  share: 'Sdílet',
} satisfies SharingWords
