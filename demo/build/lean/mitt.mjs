/** One bus per widget; its own undo takes a listener off, and only once. */
export const mitt = [
  ['all:n=n||new Map,on', 'on'],
  ['function(n){return{', 'function(){const n=new Map;return{'],
  ['i&&(e?i.splice(i.indexOf(e)>>>0,1):n.set(t,[]))', 'i.splice(i.indexOf(e)>>>0,1)'],
]
