/**
 * Components read signals by `.value`; signals as text nodes and attributes, memoization by props, and the signal hooks
 * beside `useSignal` are not used.
 */
export const signals = [
  ['const d="undefined"!=typeof window&&!!window.__PREACT_SIGNALS_DEVTOOLS__;', ''],
  ['let p,m,v,_=[],g=[];c(function(){p=this.N})();', 'let v;'],
  ['function w({data:t}){', 'b("__b",', 'b("__b",'],
  ['y();m=void 0;if("string"==typeof i.type){', '}t(i)', 'y();t(i)'],
  ['i.__$f&=-2;', ''],
  ['var i;if(d)null==(i=this.y)||i.call(this);t.__$f|=1;', ''],
  [',"function"==typeof n.type?n.type.displayName||n.type.name:"")}m=i;', ')}'],
  ['{y();m=void 0;t(i,n,e)}', '{y();t(i,n,e)}'],
  ['{y();m=void 0;let n;if("string"==typeof i.type&&(n=i.__e)){', 't(i)});function k(', '{y();t(i)});function k('],
  ['if("string"==typeof i.type){let t=i.__e;', 'i.__np=void 0}else{let t=i.__c;', '{let t=i.__c;'],
  ['t.__$f|=8;', ''],
  ['b("__h",', 'return!1};function useSignal(', 'function useSignal('],
]

/** Names, watchers, models, conversions and own subscriptions of a signal, and what it asserts of itself. */
export const signalsCore = [
  // A cycle is a fault of ours, whose trace says more than words.
  ['if(c>100)throw new Error("Cycle detected")', 'if(c>100)throw Error()'],
  ['(){if(1&this.f)throw new Error("Cycle detected");this.f|=1', '(){if(1&this.f)throw Error();this.f|=1'],
  ['get(){if(1&this.f)throw new Error("Cycle detected")', 'get(){if(1&this.f)throw Error()'],
  ['if(o!==this)throw new Error("Out-of-order effect");', ''],
  // A page may have put a `value` on all objects: a descriptor that inherits it is refused.
  ['y.prototype,"value",{', 'y.prototype,"value",{__proto__:null,'],
  ['j.prototype,"value",{', 'j.prototype,"value",{__proto__:null,'],
  ['this.W=null==i?void 0:i.watched;this.Z=null==i?void 0:i.unwatched;this.name=null==i?void 0:i.name', ''],
  ['y.prototype.brand=t;', ''],
  ['const t=Symbol.for("preact-signals");', ''],
  ['else f(()=>{var t;null==(t=this.W)||t.call(this)})', ''],
  ['{this.t=n;if(void 0===n)f(()=>{var t;null==(t=this.Z)||t.call(this)})}', 'this.t=n'],
  ['y.prototype.subscribe=', 'y.prototype.peek=', 'y.prototype.peek='],
  ['const i=o,n=s;o=void 0;s=void 0;try{return t()}finally{o=i;s=n}', 'const i=o;o=void 0;try{return t()}finally{o=i}'],
  [';this.name=null==i?void 0:i.name;if(s)s.push(this)', ''],
  ['m.prototype.dispose=function(){this.d()};', ''],
  ['const o=n.d.bind(n);o[Symbol.dispose]=o;return o', 'return n.d.bind(n)'],
]
