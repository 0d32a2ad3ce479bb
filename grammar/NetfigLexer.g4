// The words of a .nn file, and nothing that depends on what stands around them: words such as `use`, `in` or `x` leave
// here as NAME, and src/parse/keywords.cpp decides which of them are keywords. So every one of them stays usable as a name.
lexer grammar NetfigLexer;

// Given out by src/parse only.
tokens {
    DEFINE,      // the `+` of a definition that has a body
    DECLARE,     // the `+` of one that has none
    OP, ALIAS, USE, FIGURE, STYLE, FOR, FOR_IN, IF, ELSE,
    IN, OUT, REQUIRE, LET, PARAMS, FLOPS, FIELD, LABEL, KIND,
    INDEX_OPEN,  // the `[` of `kernel[0]`
    MISSING      // stands where an arrow leads nowhere
}

channels { COMMENTS }

// A fourth slash makes a ruler, not documentation.
DOC_COMMENT: '///' (~[/\r\n] ~[\r\n]*)? -> channel(COMMENTS);
LINE_COMMENT: '//' ~[\r\n]* -> channel(COMMENTS);
BLOCK_COMMENT: '/*' COMMENT_TEXT '*'+ '/' -> channel(COMMENTS);
// Can't hold an end of comment, so it is the longest match only where there is none.
UNCLOSED_COMMENT: '/*' COMMENT_TEXT '*'* -> channel(COMMENTS);

SPACE: [ \t\r\n\f\u000B]+ -> skip;

// What stands between two `$` is raw, but holds no quote; so a string ends at the same place with and without math.
STRING: '"' STRING_TEXT '"';
UNCLOSED_STRING: '"' STRING_TEXT '\\'?;

LENGTH: (DIGIT+ ('.' DIGIT+)? | '.' DIGIT+) ('mm' | 'cm' | 'in' | 'pt') | DIGIT+ 'col';
INTEGER: DIGIT+;
REAL: DIGIT* '.' DIGIT+ EXPONENT? | DIGIT+ EXPONENT;

// `HxW` is a shape, and where the grammar wants a type it is one too.
SHAPE_WORD: SYMBOL ('x' SIZE)+;
SHAPE: SIZE (('x' | TIMES_SIGN) SIZE)+;

WIRE: '_';
TYPE: UPPER LETTER_OR_DIGIT*;
NAME: (LOWER | '_') LETTER_OR_DIGIT*;

ARROW: '->' | ARROW_SIGN;
ARROW_OPEN: '-[';
// Arrows of other notations, reported and then taken for `->`.
WRONG_ARROW: '=>' | '==>' | '-->' | DASH_SIGN '>';

ELLIPSIS: '...';
OPTIONAL: '?' [ \t]* ':';

COLON: ':';
COMMA: ',';
DOT: '.';
AT: '@';
LPAREN: '(';
RPAREN: ')';
LBRACKET: '[';
RBRACKET: ']';
LBRACE: '{';
RBRACE: '}';

ASSIGN: '=';
QUESTION: '?';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
PERCENT: '%';
TIMES: TIMES_SIGN;
EQUAL: '==';
NOT_EQUAL: '!=';
LESS: '<';
LESS_EQUAL: '<=';
GREATER: '>';
GREATER_EQUAL: '>=';
AND: '&&';
OR: '||';
NOT: '!';

STRAY: .;

fragment COMMENT_TEXT: (~'*' | '*'+ ~[*/])*;
fragment STRING_TEXT: ('\\' ~[\r\n] | ~["\\\r\n])*;
fragment EXPONENT: [eE] [+-]? DIGIT+;
fragment DIGIT: [0-9];
fragment SYMBOL: [A-Z] [A-Z0-9_]*;
fragment SIZE: DIGIT+ | SYMBOL;
// Beyond ASCII, src/parse/lex.cpp shows us one control character for each kind that matters. Unicode tables would cost
// 10 ms at each start, and ANTLR remembers only what it decided about ASCII. Within ASCII it shows us few of the letters
// and digits: the others can't change where a word ends, or what it is.
fragment OTHER_UPPER: '\u0001';   // capitals of all scripts
fragment OTHER_LETTER: '\u0002';  // letters that are no capitals
fragment OTHER_PART: '\u0003';    // marks and digits, which can't begin a word
fragment TIMES_SIGN: '\u0004';    // ×
fragment ARROW_SIGN: '\u0005';    // →
fragment DASH_SIGN: '\u0006';     // – and —

fragment UPPER: [A-Z] | OTHER_UPPER;
fragment LOWER: [a-z] | OTHER_LETTER;
fragment LETTER_OR_DIGIT: [A-Za-z0-9_] | OTHER_UPPER | OTHER_LETTER | OTHER_PART;
