-- Neovim's own language client against `netfig lsp`: what a user does, and what they see.
--
--   NETFIG=build/netfig nvim --headless --clean -c "luafile tests/editors/neovim_test.lua"
local root = vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p:h:h:h")
local work = vim.fn.tempname()
local patience = 60000

local function fail(what)
  io.stderr:write("FAILED: " .. what .. "\n")
  vim.cmd("cquit 1")
end

local function wait_for(what, condition)
  if not vim.wait(patience, condition, 20) then fail(what) end
  io.stdout:write("ok: " .. what .. "\n")
end

local function write(name, lines)
  vim.fn.writefile(lines, work .. "/" .. name)
end

local function text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, false), "\n")
end

-- Puts the cursor on the first place of `word` in this buffer.
local function go_to(word)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  if vim.fn.search("\\V" .. word, "cW") == 0 then fail("no `" .. word .. "` in the text") end
end

local function floating_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then return text(vim.api.nvim_win_get_buf(window)) end
  end
  return ""
end

vim.fn.mkdir(work, "p")
write("parts.nn", { "/// A classifier.", "+Head(classes) {", "    In -> Linear(classes) -> Softmax -> Out", "}" })
write("main.nn", { 'use "parts.nn"', "In(3x8x8) -> Convv(4)   ->  Flatten -> Head(10) -> Out" })
vim.opt.runtimepath:append(root .. "/editors/neovim")
vim.opt.hidden = true
require("netfig").setup({ cmd = { vim.env.NETFIG or "netfig", "lsp" } })
vim.cmd("edit " .. work .. "/main.nn")
if vim.bo.filetype ~= "netfig" then fail("the file type is " .. vim.bo.filetype) end

wait_for("a diagnostic appears", function()
  local found = vim.diagnostic.get(0)
  return #found == 1 and found[1].message:find("Convv", 1, true) ~= nil
end)

go_to("Convv")
vim.api.nvim_buf_set_text(0, 1, 17, 1, 18, { "" })
wait_for("and goes when the text is mended", function()
  return text():find("Conv%(4%)") and #vim.diagnostic.get(0) == 0
end)

go_to("Conv(")
vim.lsp.buf.hover()
wait_for("hover shows a shape", function()
  return floating_text():find("4x6x6", 1, true) ~= nil
end)

vim.lsp.buf.formatting_sync({}, patience)
wait_for("formatting tidies the text", function()
  return text():find("Conv(4) -> Flatten", 1, true) ~= nil
end)

go_to("Head")
vim.lsp.buf.definition()
wait_for("definition jumps into the other file", function()
  return vim.api.nvim_buf_get_name(0):find("parts.nn", 1, true) and vim.api.nvim_win_get_cursor(0)[1] == 2
end)

vim.cmd("buffer main.nn")
go_to("Head")
vim.lsp.buf.rename("Classifier")
wait_for("rename changes two files", function()
  local other = vim.fn.bufnr("parts.nn")
  return text():find("Classifier(10)", 1, true) and text(other):find("+Classifier(classes)", 1, true)
end)

vim.fn.delete(work, "rf")
vim.cmd("qall!")
