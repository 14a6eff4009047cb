package vm

func (c *Code) byteOffset(i int) int { return 2 * i }
