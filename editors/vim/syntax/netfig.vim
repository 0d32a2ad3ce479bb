" Vim syntax file
" Language: netfig (diagrams of neural networks)
" Written by editors/generate.mjs from editors/words.json: edit those.

if exists("b:current_syntax")
  finish
endif
syntax case match
syntax sync minlines=200

syntax match netfigOperator "\v[-+*/%=<>!?:&|×]"
syntax match netfigName "\v[a-z_][0-9A-Za-z_\u0080-\U10ffff]*" contains=NONE
syntax match netfigFunction "\v<[a-z_]\w*\ze\("
syntax match netfigArgument "\v<[a-z_]\w*\ze\s*\=\=@!"
syntax match netfigType "\v\u[0-9A-Za-z_\u0080-\U10ffff]*"
syntax match netfigNumber "\v<\d+%(\.\d+)?%([eE][+-]?\d+)?|\.\d+"
syntax match netfigShape "\v<%(\d+|[A-Z][A-Z0-9_]*)%([x×]%(\d+|[A-Z][A-Z0-9_]*))+%([0-9A-Za-z_\u0080-\U10ffff]@!|%([x×]\()@=)"
syntax match netfigLength "\v<%(\d+%(\.\d+)?|\.\d+)%(mm|cm|in|pt|col)>"
syntax keyword netfigBoolean true false
syntax match netfigArrow "->\|→\|-\["
syntax match netfigWordOperator "\v%([0-9A-Za-z_)\]\"]\s+)@20<=%(x|and|or)\ze\s+[0-9A-Za-z_(\"*\[!-]"
syntax match netfigWordOperator "\v<not\ze\s+[0-9A-Za-z_(\"\[-]"

syntax match netfigUse "\v^\s*\zsuse\ze\s+[\"a-z]"
syntax match netfigFigure "\v<figure\ze\s*\("
syntax match netfigStyle "\v<style\ze\s+[[:upper:].]"
syntax match netfigLoop "\v<for\ze\s+[a-z_]\w*\s+in>"
syntax match netfigLoop "\v%(<for\s+[a-z_]\w*\s+)@80<=in>"
syntax match netfigConditional "\v<if\ze\s*[0-9A-Za-z_(\"!-]%(\>)@!"
syntax match netfigConditional "\v<else\ze\s*%(\{|if|$)"
syntax match netfigAlias "\v%([0-9A-Za-z_)]\s+)@20<=%(alias)\ze\s+[A-Za-z_]"
syntax match netfigOp "\v<op\ze\s+\u"
syntax match netfigDefinition "\v\+\ze\u"

" The braces of an operation hold clauses.
syntax region netfigOperation matchgroup=NONE start="\v%(<op\s+\u[^{}]*)@500<=\{" end="}" contains=TOP,netfigUse,netfigLoop,netfigConditional
syntax match netfigClause "\v%(^|\{)\s*\zs%(in|out|require|let|params|flops|label|kind|field)>" contained containedin=netfigOperation
syntax match netfigClause "\v%([0-9A-Za-z_)\]\"]\s+)@20<=%(<%(in|out)\s+)@20<!%(in|out|require|let|params|flops|label|kind|field)\ze\s+[0-9A-Za-z_(\"*-]" contained containedin=netfigOperation

syntax match netfigEscape "\\." contained
syntax match netfigMath "\$[^$\"]*\$" contained
syntax match netfigPlaceholder "{[^{}\"]*}" contained
syntax region netfigString start=+"+ skip=+\\.+ end=+"+ end=+$+ oneline contains=netfigEscape,netfigMath,netfigPlaceholder
syntax keyword netfigTodo TODO FIXME XXX contained
syntax match netfigComment "//.*$" contains=netfigTodo
syntax match netfigDocComment "////\@!.*$" contains=netfigTodo
syntax region netfigComment start="/\*" end="\*/" contains=netfigTodo

highlight default link netfigOperator Operator
highlight default link netfigWordOperator Operator
highlight default link netfigArrow Special
highlight default link netfigDefinition Operator
highlight default link netfigFunction Function
highlight default link netfigArgument Identifier
highlight default link netfigType Type
highlight default link netfigNumber Number
highlight default link netfigShape Number
highlight default link netfigLength Number
highlight default link netfigBoolean Boolean
highlight default link netfigUse Include
highlight default link netfigFigure Keyword
highlight default link netfigStyle Keyword
highlight default link netfigOp Keyword
highlight default link netfigAlias Keyword
highlight default link netfigClause Statement
highlight default link netfigLoop Repeat
highlight default link netfigConditional Conditional
highlight default link netfigString String
highlight default link netfigEscape SpecialChar
highlight default link netfigMath SpecialChar
highlight default link netfigPlaceholder SpecialChar
highlight default link netfigTodo Todo
highlight default link netfigComment Comment
highlight default link netfigDocComment SpecialComment

let b:current_syntax = "netfig"
