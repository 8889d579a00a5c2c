// The library in ten lines: prints the body of the page named on the command line.
#include <cleancopy.h>

#include <fstream>
#include <iostream>
#include <iterator>

int main(int argc, char** argv) {
  if (argc != 2) return 64;
  std::ifstream file(argv[1], std::ios::binary);
  cleancopy::Page page;
  page.bytes.assign(std::istreambuf_iterator<char>(file), {});
  auto book = cleancopy::Rulebook::load({RULES_DIR});
  if (!book) return 78;
  cleancopy::Cleaner cleaner(book.value());
  const cleancopy::Article article = cleaner.clean(page);
  const char* gap = "";
  for (const cleancopy::Block& block : article.blocks) {
    if (!block.verdict.kept()) continue;
    std::cout << gap << (block.role == cleancopy::Role::list_item ? "• " : "") << block.text << '\n';
    gap = "\n";
  }
  return article.status == cleancopy::Status::cleaned ? 0 : 1;
}
