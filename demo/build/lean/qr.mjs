/** A page may have put names on all objects: they stand in no hole of a list, and close no list of this one's. */
export const qr = [
  ['for(const[e,s]of o.o)for(let l=0;l<e;', 'for(const q of o.o)for(let l=0,a=q[0],s=q[1];l<a;'],
  [',h=[],m=', ',h={__proto__:null},m='],
]
