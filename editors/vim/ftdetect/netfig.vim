autocmd BufRead,BufNewFile *.nn setfiletype netfig
