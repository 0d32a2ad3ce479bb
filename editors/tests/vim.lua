-- Reads words from $NETFIG_WORDS (JSON), and writes for each the syntax groups at its start and end, as JSON.
local input = vim.fn.json_decode(vim.fn.readfile(vim.env.NETFIG_WORDS))
local result = {}
local function groups(line, column)
  local names = {}
  for _, id in ipairs(vim.fn.synstack(line, column)) do table.insert(names, vim.fn.synIDattr(id, "name")) end
  return table.concat(names, " ")
end
for _, source in ipairs(input) do
  vim.cmd("silent edit " .. vim.fn.fnameescape(source.file))
  local rows = {}
  for _, word in ipairs(source.words) do
    table.insert(rows, { groups(word.line + 1, word.begin + 1), groups(word.line + 1, word.stop) })
  end
  table.insert(result, { file = source.file, filetype = vim.bo.filetype, rows = rows })
end
vim.fn.writefile({ vim.fn.json_encode(result) }, vim.env.NETFIG_WORDS .. ".out")
