" Indentation of netfig sources: by open brackets; a line that goes on with an arrow stands one step deeper.
if exists("b:did_indent")
  finish
endif
let b:did_indent = 1

setlocal indentexpr=NetfigIndent(v:lnum)
setlocal indentkeys=0{,0},0),0],!^F,o,O,0->
let b:undo_indent = "setlocal indentexpr< indentkeys<"

if exists("*NetfigIndent")
  finish
endif

" The line without strings and comments, whose brackets mean nothing.
function! s:Code(lnum) abort
  let line = substitute(getline(a:lnum), '"\%(\\.\|[^"\\]\)*"', '""', 'g')
  return substitute(line, '//.*$', '', '')
endfunction

function! s:Count(text, class) abort
  return len(substitute(a:text, '[^' . a:class . ']', '', 'g'))
endfunction

function! NetfigIndent(lnum) abort
  let above = prevnonblank(a:lnum - 1)
  if above == 0
    return 0
  endif
  let code = s:Code(above)
  let leading = matchstr(code, '^\s*\zs[])}]*')
  let depth = s:Count(code, '\[({') - (s:Count(code, '\])}') - len(leading))
  let step = shiftwidth()
  let indent = indent(above) + (depth > 0 ? step : depth < 0 ? depth * step : 0)
  let goes_on = '^\s*\%(->\|→\)'
  if code =~# goes_on && getline(a:lnum) !~# goes_on && depth == 0
    let indent -= step
  elseif getline(a:lnum) =~# goes_on && code !~# goes_on && depth == 0
    let indent += step
  endif
  if getline(a:lnum) =~# '^\s*[])}]'
    let indent -= step
  endif
  return max([indent, 0])
endfunction
