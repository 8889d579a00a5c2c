#include "app/run.h"

int main(int argc, char** argv) { return cleancopy::app::run(argc, argv); }
