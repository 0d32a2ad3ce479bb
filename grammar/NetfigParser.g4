// The shape of a .nn file. One token decides nearly everywhere: src/parse has told keywords from names and definitions
// from sums before, and the tokens that arrive here have balanced brackets. What a rule accepts too much (an argument
// name that is no name, say), the builder refuses with a message of its own.
parser grammar NetfigParser;

options { tokenVocab = NetfigLexer; contextSuperClass = TreeNode; superClass = TreeParser; }

@parser::preinclude {#include "parse/tree_node.h"}

program: statement* EOF;

statement: block | operation | use | figure | style | binding | chain;

// ---- definitions and directives ----

block: DEFINE typeName parameters? looks? body looks? | DECLARE typeName parameters? looks?;
parameters: LPAREN parameter? (COMMA parameter?)* RPAREN;
parameter: word (ALIAS word)* (ASSIGN expression?)?;
body: LBRACE statement* RBRACE;

operation: OP typeName parameters? aliases? operationBody;
aliases: ALIAS typeName (COMMA typeName)*;
operationBody: LBRACE clause* RBRACE;
clause: inClause | outClause | requireClause | letClause | fieldClause | formulaClause;
inClause: IN (expression (portMark expression?)?)?;
portMark: COLON | OPTIONAL | ELLIPSIS COLON;
outClause: OUT expression (COLON expression)?;
requireClause: REQUIRE expression (COMMA expression)?;
letClause: LET NAME ASSIGN expression;
fieldClause: FIELD expression (COMMA expression)*;
formulaClause: (PARAMS | FLOPS | LABEL | KIND) expression;

use: USE (STRING | path);
path: NAME (SLASH NAME)*;
figure: FIGURE arguments;
style: STYLE selector (COMMA selector)* arguments;
selector: typeName | DOT NAME;
binding: NAME ASSIGN expression;

// ---- chains ----

chain: element (arrow element)*;
arrow: annotation? ARROW;
annotation: ARROW_OPEN argument? (COMMA argument?)* RBRACKET;

element: core (COLON statedShape)? (STAR count)? looks?;
core: instance | named | body | list | WIRE | forSplice | ifSplice | MISSING;
instance: typeName arguments?;
named: NAME (declaration | (SLASH NAME)*);
declaration: COLON (instance | body);
list: LBRACKET item? (COMMA item?)* RBRACKET;
item: chain;
forSplice: FOR NAME FOR_IN expression branch;
ifSplice: IF expression branch (ELSE (ifSplice | branch))?;
branch: LBRACE chain? RBRACE;

// Not an expression: a `*` after it is a count.
statedShape: statedSize (TIMES statedSize)*;
statedSize: STAR? primary (SLASH primary)*;
count: INTEGER | NAME | TYPE | group;

arguments: LPAREN argument? (COMMA argument?)* RPAREN;
argument: expression (ASSIGN expression?)?;
looks: AT arguments;

// ---- expressions: flat lists of operands; the builder knows the precedence. Few rules: each costs a node for every value ----

expression: operand (infix operand)* (QUESTION expression COLON expression)?;
infix
    : PLUS | MINUS | STAR | SLASH | PERCENT | TIMES | AND | OR
    | EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL
    ;
operand: prefix* primary index*;
prefix: MINUS | NOT | STAR;
index: INDEX_OPEN expression RBRACKET;
primary
    : INTEGER | REAL | LENGTH | STRING | SHAPE | SHAPE_WORD | TYPE | WIRE
    | NAME callArguments? | group | listLiteral
    ;
callArguments: LPAREN expression? (COMMA expression?)* RPAREN;
group: LPAREN expression RPAREN;
listLiteral: LBRACKET expression? (COMMA expression?)* RBRACKET;

typeName: TYPE | SHAPE_WORD;
word: NAME | TYPE | SHAPE_WORD;
