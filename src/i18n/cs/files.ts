import type { FilesWords } from '../words.js'

export default {
  underWay: 'Soubory na cestě',
  sending: 'Odesílá se {name}',
  cancel: 'Zrušit {name}',
  remove: 'Odebrat {name}',
  retry: 'Zkusit znovu',
  stopped: 'Soubor se zastavil na {size}',
  tooLarge: '{size} je moc, nejvíc {limit}',
  refusals: {
    'file.kind': 'Tento druh souboru poslat nejde',
    'file.pixels': 'Tento obrázek má příliš mnoho bodů',
    'file.broken': 'Tento soubor nejde přečíst',
    'file.many': 'Najednou je to příliš mnoho souborů',
    'file.full': 'Na další soubory teď není místo',
    'file.lost': 'Tento soubor tu nezůstal. Vyberte ho znovu',
  },
  refused: 'Tento soubor se nepodařilo odeslat',
} satisfies FilesWords
