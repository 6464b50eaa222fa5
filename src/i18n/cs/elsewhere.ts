import type { ElsewhereWords } from '../words.js'

export default {
  point: 'Namiřte sem telefon',
  open: 'Otevřít na tomto počítači',
} satisfies ElsewhereWords
