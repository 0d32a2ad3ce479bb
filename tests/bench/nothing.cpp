// What a C++ program costs that does nothing but start and exit.
#include <iostream>

int main() { return std::cout.good() ? 0 : 1; }
